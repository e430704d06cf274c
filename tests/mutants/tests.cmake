# tests.cmake -- mistakes made in right programs, to see whether a rubric notices them.
add_test(NAME mutants.kinds COMMAND ${CMAKE_CURRENT_LIST_DIR}/run.py)
set_tests_properties(mutants.kinds PROPERTIES TIMEOUT 900
  ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
# These are quick; all take minutes: tests/mutants/scores.py without arguments (rubrics/catalog/README.md).
add_test(NAME mutants.scores
         COMMAND ${CMAKE_CURRENT_LIST_DIR}/scores.py pipe-hello value-array array-slices read-too-early withdrawal)
set_tests_properties(mutants.scores PROPERTIES TIMEOUT 900
  ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
