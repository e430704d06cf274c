# tests.cmake -- outgoing webhooks, from a graded submission to a receiver.
add_test(NAME deliver.webhooks COMMAND python3 -B ${CMAKE_CURRENT_LIST_DIR}/test_webhooks.py)
set_tests_properties(deliver.webhooks PROPERTIES TIMEOUT 900 LABELS service
  ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
