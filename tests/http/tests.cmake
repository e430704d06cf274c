# tests.cmake -- the HTTP API, against the real server and a temporary store.
add_executable(http_tool ${CMAKE_CURRENT_LIST_DIR}/tool.c)
target_link_libraries(http_tool PRIVATE server)
file(GLOB http_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/test_*.py)
foreach(file ${http_tests})
  get_filename_component(name ${file} NAME_WE)
  add_test(NAME http.${name} COMMAND python3 -B ${file})
  set_tests_properties(http.${name} PROPERTIES TIMEOUT 900 LABELS "service;threads"
    ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
endforeach()
