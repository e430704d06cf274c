# tests.cmake -- the house rules, as tests.
add_test(NAME tidy.rules COMMAND ${CMAKE_CURRENT_LIST_DIR}/tidy.py ${CMAKE_SOURCE_DIR})
add_test(NAME tidy.rules_see_faults COMMAND ${CMAKE_CURRENT_LIST_DIR}/test_tidy.py)
add_test(NAME tidy.readme COMMAND ${CMAKE_CURRENT_LIST_DIR}/readme.py ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
add_test(NAME tidy.format COMMAND ${CMAKE_CURRENT_LIST_DIR}/format ${CMAKE_SOURCE_DIR})
