# tests.cmake -- hostile programs and innocent ones that look like them, at each isolation level and without walls.
foreach(level native full rootless minimal)
  add_test(NAME hostile.${level} COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/hostile.py ${CMAKE_BINARY_DIR} ${level})
  set_tests_properties(hostile.${level} PROPERTIES TIMEOUT 900)
endforeach()
set_tests_properties(hostile.minimal PROPERTIES RESOURCE_LOCK minimal) # tests/walls/tests.cmake says why
add_test(NAME hostile.calls COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/calls.py ${CMAKE_BINARY_DIR})
set_tests_properties(hostile.calls PROPERTIES TIMEOUT 900)
