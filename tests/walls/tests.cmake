# tests.cmake -- the walls, tried by programs that stay inside and that want out; and what is said of those who wait.
find_program(PYTHON3 NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
foreach(level full rootless)
  foreach(name walls cuts)
    add_test(NAME ${name}.${level} COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/${name}.py ${level})
    set_tests_properties(${name}.${level} PROPERTIES TIMEOUT 300
      ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR}")
  endforeach()
endforeach()
