# tests.cmake -- student-style programs of strangers, graded on the command line.
foreach(exercise pipe-hello value-array shared-counter)
  add_test(NAME strangers.${exercise}
           COMMAND ${CMAKE_CURRENT_LIST_DIR}/strangers.py ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR} ${exercise})
  set_tests_properties(strangers.${exercise} PROPERTIES TIMEOUT 900)
endforeach()
add_test(NAME strangers.waits
         COMMAND ${CMAKE_CURRENT_LIST_DIR}/waits.py ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
set_tests_properties(strangers.waits PROPERTIES TIMEOUT 900)
