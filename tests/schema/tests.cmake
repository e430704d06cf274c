# tests.cmake -- the JSON Schema of rubrics against the validator in C.
add_test(NAME schema.rubric COMMAND ${CMAKE_SOURCE_DIR}/tests/schema/run $<TARGET_FILE:bothends> ${CMAKE_SOURCE_DIR}
         ${CMAKE_BINARY_DIR}/schema)
set_tests_properties(schema.rubric PROPERTIES TIMEOUT 900 LABELS schema)

add_test(NAME schema.cli COMMAND ${CMAKE_CURRENT_LIST_DIR}/cli.py $<TARGET_FILE:bothends>)
set_tests_properties(schema.cli PROPERTIES TIMEOUT 900 LABELS schema)
