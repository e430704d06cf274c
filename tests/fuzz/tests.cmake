# tests.cmake -- each fuzz_NAME.c is a libFuzzer program under preset fuzz, and replays its corpus in every other one.
# tests/fuzz/corpus/NAME/ holds its seeds (and every input that ever broke it); tests/fuzz/NAME.dict its words, if any.
set(BOTHENDS_FUZZ_SECONDS 20 CACHE STRING "how long each fuzz target runs as a test")

# What a target needs besides the library `server`.
set(fuzz_unpack_libraries foreign::archive)

add_custom_target(fuzzers)
file(GLOB fuzz_targets CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/fuzz_*.c)
foreach(file ${fuzz_targets})
  get_filename_component(program ${file} NAME_WE)
  string(REPLACE "fuzz_" "" name ${program})
  set(corpus ${CMAKE_CURRENT_LIST_DIR}/corpus/${name})
  if(BOTHENDS_FUZZ)
    set(found ${CMAKE_BINARY_DIR}/fuzz/${name}) # new inputs and crashes go here, never into the source
    file(MAKE_DIRECTORY ${found})
    set(options -max_total_time=${BOTHENDS_FUZZ_SECONDS} -seed=1 -timeout=120 -rss_limit_mb=2048 -max_len=32768
        -print_final_stats=1 -artifact_prefix=${found}-)
    if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/${name}.dict)
      list(APPEND options -dict=${CMAKE_CURRENT_LIST_DIR}/${name}.dict)
    endif()
    add_executable(${program} ${file})
    target_link_options(${program} PRIVATE -fsanitize=fuzzer)
    add_test(NAME fuzz.${name} COMMAND ${program} ${options} ${found} ${corpus})
  else()
    add_executable(${program} ${file} ${CMAKE_CURRENT_LIST_DIR}/replay.c)
    add_test(NAME fuzz.${name} COMMAND ${program} ${corpus})
  endif()
  target_link_libraries(${program} PRIVATE server ${${program}_libraries})
  add_dependencies(fuzzers ${program})
  math(EXPR fuzz_timeout "${BOTHENDS_FUZZ_SECONDS} + 600")
  set_tests_properties(fuzz.${name} PROPERTIES TIMEOUT ${fuzz_timeout} LABELS fuzz)
endforeach()
