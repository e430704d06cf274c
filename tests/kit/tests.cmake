# tests.cmake -- the students' header, and the catalogue that is graded with it.
foreach(part lesson matrix behaviour catalog)
  add_test(NAME kit.${part} COMMAND ${CMAKE_CURRENT_LIST_DIR}/kit.py ${CMAKE_SOURCE_DIR} ${part})
  set_tests_properties(kit.${part} PROPERTIES TIMEOUT 300)
endforeach()
