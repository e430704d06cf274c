# tests.cmake -- the walls, tried by programs that stay inside and that want out; and what is said of those who wait.
find_program(PYTHON3 NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
foreach(level full rootless minimal)
  foreach(name walls cuts soak)
    if(name STREQUAL cuts AND level STREQUAL minimal)
      continue() # whose children are whose cannot be told there without a pid namespace: no cut is said
    endif()
    add_test(NAME ${name}.${level} COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/${name}.py ${level})
    set_tests_properties(${name}.${level} PROPERTIES TIMEOUT 900
      ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
  endforeach()
endforeach()
# Without namespaces, runs of ordinary users take turns on the whole machine: so do the tests that have many of them.
set_tests_properties(walls.minimal soak.minimal PROPERTIES RESOURCE_LOCK minimal)
set_property(TEST cuts.rootless APPEND PROPERTY ENVIRONMENT BOTHENDS_RUNS=50)

# A sandbox that looks for cuts all the time meets in minutes what the real one would meet in years.
add_executable(bothends-sandbox-eager ${CMAKE_SOURCE_DIR}/sandbox/cuts.c)
target_compile_definitions(bothends-sandbox-eager PRIVATE CUTS_EAGER)
target_link_libraries(bothends-sandbox-eager PRIVATE sandbox_objects sandbox_data)
add_test(NAME cuts.eager COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/cuts.py full NoFalseCut)
set(eager_env BOTHENDS_RUNS=100 BOTHENDS_SANDBOX=${CMAKE_BINARY_DIR}/bothends-sandbox-eager)
set_tests_properties(cuts.eager PROPERTIES TIMEOUT 900 ENVIRONMENT "${eager_env}")
