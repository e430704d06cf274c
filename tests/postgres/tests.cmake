# tests.cmake -- the store on PostgreSQL, with a server of its own.
add_test(NAME postgres.store COMMAND ${CMAKE_CURRENT_LIST_DIR}/run.py)
set_tests_properties(postgres.store PROPERTIES TIMEOUT 900
  ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
