# tests.cmake -- student programs, one behaviour each, through `bothends run`.
add_test(NAME programs.run COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/run.py ${CMAKE_BINARY_DIR})
set_tests_properties(programs.run PROPERTIES TIMEOUT 900)
add_test(NAME programs.cli COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/cli.py ${CMAKE_BINARY_DIR})
set_tests_properties(programs.cli PROPERTIES TIMEOUT 900 RESOURCE_LOCK minimal) # tests/walls/tests.cmake says why
add_test(NAME programs.doctor COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/doctor.py ${CMAKE_BINARY_DIR})
set_tests_properties(programs.doctor PROPERTIES TIMEOUT 900 RESOURCE_LOCK minimal)
