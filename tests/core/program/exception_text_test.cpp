// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/exception_text.h"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>
#include <string>

namespace {

template <class Thrown>
std::string textOf(const Thrown &thrown)
{
    try {
        throw thrown;
    } catch (...) {
        return racewalk::exceptionText();
    }
}

TEST(ExceptionText, IsFitToShowWhateverWasThrown)
{
    EXPECT_EQ(textOf(std::bad_alloc()), "out of memory");
    EXPECT_EQ(textOf(std::runtime_error("no such thing")), "no such thing");
    EXPECT_EQ(textOf(1), "unknown error");
}

} // namespace
