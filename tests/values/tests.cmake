# tests.cmake -- student programs that share values, through all their schedules.
add_test(NAME values.check COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/run.py ${CMAKE_BINARY_DIR})
set_tests_properties(values.check PROPERTIES TIMEOUT 900)
