# tests.cmake -- the students' header, and the catalogue that is graded with it.
foreach(part lesson matrix behaviour catalog)
  add_test(NAME kit.${part} COMMAND ${CMAKE_CURRENT_LIST_DIR}/kit.py ${CMAKE_SOURCE_DIR} ${part})
  set_tests_properties(kit.${part} PROPERTIES TIMEOUT 900)
endforeach()

file(GLOB exercises CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/rubrics/catalog/*/rubric.json)
add_test(NAME catalog.valid COMMAND bothends rubric validate ${exercises})
foreach(exercise ${exercises})
  cmake_path(GET exercise PARENT_PATH folder)
  cmake_path(GET folder FILENAME name)
  add_test(NAME catalog.${name} COMMAND bothends rubric test --rescore ${exercise})
  set_tests_properties(catalog.${name} PROPERTIES TIMEOUT 900)
endforeach()

# Some programs of each kind twice, while both CPUs are kept busy; `repeat.py` by hand does it with all, and more often.
add_test(NAME kit.repeat COMMAND ${CMAKE_CURRENT_LIST_DIR}/repeat.py ${CMAKE_BINARY_DIR}/bothends
  ${CMAKE_SOURCE_DIR}/rubrics/catalog 3 --burn pipe-hello/mistakes/reader ping-pong/mistakes/closes
  exec-pipeline/mistakes/original eof-barrier/mistakes/closes token-ring/mistakes/keeps prime-sieve/mistakes/keeps)
set_tests_properties(kit.repeat PROPERTIES TIMEOUT 900)
