// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/exception_text.h"

#include <exception>
#include <new>

namespace racewalk {

std::string exceptionText()
{
    try {
        throw;
    } catch (const std::bad_alloc &) {
        return "out of memory";
    } catch (const std::exception &error) {
        return error.what();
    } catch (...) {
        return "unknown error";
    }
}

} // namespace racewalk
