# SPDX-License-Identifier: GPL-3.0-or-later
# One second-level folder = one target. A target sees the headers of its own folder and of what
# it links, because every folder has an include root of its own: a wrong include does not compile.

add_library(shoal_flags INTERFACE)
target_compile_options(shoal_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion $<$<BOOL:${SHOAL_WERROR}>:-Werror>)
target_compile_definitions(shoal_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_JAVA_STYLE_ITERATORS _FILE_OFFSET_BITS=64
    $<$<BOOL:${SHOAL_MUTANTS}>:SHOAL_MUTANTS>)

# shoal_module(<name> [DEPENDS public...] [PRIVATE private...]): the library shoal_<name> from the
# sources of this folder.
function(shoal_module name)
    cmake_parse_arguments(arg "MOC" "" "DEPENDS;PRIVATE;SOURCES" ${ARGN})
    set(target shoal_${name})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    if(NOT sources AND NOT arg_SOURCES)
        file(TOUCH ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)
        set(sources ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)
    endif()
    add_library(${target} STATIC ${sources} ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
    if(arg_MOC)
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
    endif()
    shoal_include_root(${target})
    target_link_libraries(${target} PUBLIC shoal_flags ${arg_DEPENDS} PRIVATE ${arg_PRIVATE})
endfunction()

# Gives a target the include root that holds just this folder, under its path from the project's root.
function(shoal_include_root target)
    file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    get_filename_component(parent ${path} DIRECTORY)
    set(root ${PROJECT_BINARY_DIR}/include/${target})
    file(MAKE_DIRECTORY ${root}/${parent})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${path} SYMBOLIC)
    target_include_directories(${target} PUBLIC ${root})
endfunction()

# shoal_program(<name> DEPENDS ...): the program <name> from the sources of this folder.
function(shoal_program name)
    cmake_parse_arguments(arg "" "" "DEPENDS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    add_executable(${name} ${sources})
    shoal_include_root(${name})
    target_link_libraries(${name} PRIVATE shoal_flags ${arg_DEPENDS})
    target_compile_definitions(${name} PRIVATE SHOAL_VERSION="${PROJECT_VERSION}")
endfunction()

# shoal_unit_tests(<folder> LINK ...): each tst_*.cpp of the folder becomes a test with label "unit".
function(shoal_unit_tests folder)
    cmake_parse_arguments(arg "" "LABEL" "LINK" ${ARGN})
    if(NOT arg_LABEL)
        set(arg_LABEL unit)
    endif()
    file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/tst_*.cpp)
    foreach(source ${tests})
        get_filename_component(name ${source} NAME_WE)
        add_executable(${name} ${source})
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
        target_link_libraries(${name} PRIVATE shoal_flags Qt6::Test ${arg_LINK})
        target_compile_definitions(${name} PRIVATE SHOAL_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
        add_test(NAME ${name} COMMAND ${name})
        set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT 300)
    endforeach()
endfunction()
