# tests.cmake -- the pages in a real browser, against a real service; the bundle against its sources.
set(web_work ${CMAKE_BINARY_DIR}/web)
add_test(NAME browser.bundle_is_fresh
         COMMAND ${CMAKE_CURRENT_LIST_DIR}/bundle ${CMAKE_SOURCE_DIR} ${web_work})
set_tests_properties(browser.bundle_is_fresh PROPERTIES TIMEOUT 900 LABELS browser FIXTURES_SETUP web_modules)
file(GLOB browser_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/test_*.mjs)
foreach(file ${browser_tests})
  get_filename_component(name ${file} NAME_WE)
  add_test(NAME browser.${name} COMMAND node --test --test-reporter=spec ${file})
  set_tests_properties(browser.${name} PROPERTIES TIMEOUT 900 LABELS browser FIXTURES_REQUIRED web_modules
    ENVIRONMENT "BOTHENDS_SOURCE=${CMAKE_SOURCE_DIR};BOTHENDS_BUILD=${CMAKE_BINARY_DIR};\
BOTHENDS_MODULES=${web_work}/node_modules")
endforeach()
