# tests.cmake -- docker/seccomp.json against the tables and sources; the image itself is tested by ./run, by hand.
add_test(NAME docker.profile COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/profile.py)
set_tests_properties(docker.profile PROPERTIES TIMEOUT 900 LABELS docker
  ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR}")
