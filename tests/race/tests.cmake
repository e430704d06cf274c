# tests.cmake -- the race runtime on programs of known truth, outside the walls.
add_test(NAME race.truth COMMAND ${CMAKE_CURRENT_LIST_DIR}/run.py ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR} truth 40)
add_test(NAME race.sets COMMAND ${CMAKE_CURRENT_LIST_DIR}/run.py ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR} sets 2000)
add_test(NAME race.random_sets COMMAND ${CMAKE_CURRENT_LIST_DIR}/random_sets.py ${CMAKE_BINARY_DIR} 40)
add_test(NAME race.every_order COMMAND ${CMAKE_CURRENT_LIST_DIR}/every_order.py ${CMAKE_BINARY_DIR} 60)
add_test(NAME race.why COMMAND ${CMAKE_CURRENT_LIST_DIR}/run.py ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR} why 200)
set_tests_properties(race.truth race.sets race.random_sets race.every_order race.why
                     PROPERTIES TIMEOUT 1800 LABELS race)
