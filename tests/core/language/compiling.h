// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "body_text.h"
#include "language/compile.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace racewalk::test {

inline Compiled compiledText(std::string_view text, const CompileOptions &options = {})
{
    return compile(std::make_shared<const SourceText>("test.race", std::string(text)), options);
}

/// What is wrong with a scenario: "LINE:COLUMN SENTENCE", and its hint in a line of its own.
inline std::string faultsOf(std::string_view text, const CompileOptions &options = {})
{
    std::string result;
    for (const Diagnostic &fault : compiledText(text, options).diagnostics) {
        result += std::to_string(fault.span.line) + ":" + std::to_string(fault.span.column) + " " +
                  fault.sentence + "\n";
        if (!fault.hint.empty())
            result += "  " + fault.hint + "\n";
    }
    return result;
}

/// The program of a text without mistakes; otherwise the test ends with what is wrong.
inline std::shared_ptr<const Program> programOfText(std::string_view text,
                                                    const CompileOptions &options = {})
{
    const Compiled compiled = compiledText(text, options);
    if (!compiled.program)
        throw std::runtime_error(faultsOf(text, options));
    return compiled.program;
}

/// The visible operations of the first thread.
inline std::string stepsOf(std::string_view text)
{
    return operations(programOfText(text)->bodies.front());
}

/// The same for the statements of a thread after some declarations.
inline std::string stepsOf(const std::string &declarations, const std::string &statements)
{
    return stepsOf(declarations + "\nthread t { " + statements + " }\n");
}

/// The faults of statements in line 2, after declarations in line 1.
inline std::string faultsIn(const std::string &declarations, const std::string &statements)
{
    return faultsOf(declarations + "\nthread t { " + statements + " }\n");
}

} // namespace racewalk::test
