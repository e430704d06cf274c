# tests.cmake -- submissions good and hostile through unpacking, gcc and the symbol reader, by `bothends grade`.
add_test(NAME build.submissions COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/run.py ${CMAKE_BINARY_DIR})
set_tests_properties(build.submissions PROPERTIES TIMEOUT 900)
