# tests.cmake -- the whole service, from outside: its life, and its death at any moment.
foreach(name lifecycle crash preview)
  add_test(NAME service.${name} COMMAND ${CMAKE_CURRENT_LIST_DIR}/test_${name}.py)
  set_tests_properties(service.${name} PROPERTIES TIMEOUT 900
    ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
endforeach()
# One is quick (test_preview has another one); all take minutes: tests/service/rescore.py without arguments.
add_test(NAME service.rescore COMMAND ${CMAKE_CURRENT_LIST_DIR}/rescore.py array-slices)
set_tests_properties(service.rescore PROPERTIES TIMEOUT 900
  ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
# One program without schedules, one with: about two minutes. All of the catalogue take hours.
add_test(NAME service.edits COMMAND ${CMAKE_CURRENT_LIST_DIR}/edits.py pipe-hello/reader_keeps_write_end
         bank-transfer/opposite_order)
set_tests_properties(service.edits PROPERTIES TIMEOUT 900
  ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
