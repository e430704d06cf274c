# tests.cmake -- what tests/bench/run needs; no test by itself, as timings on a busy machine prove nothing.
add_executable(bench-spawn ${CMAKE_CURRENT_LIST_DIR}/spawn.c)
target_link_libraries(bench-spawn PRIVATE sandbox_data)
add_executable(bench-floor ${CMAKE_CURRENT_LIST_DIR}/floor.c)
target_link_libraries(bench-floor PRIVATE sandbox_data)
