// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace racewalk {

/// A Promela text, indented by the open brackets.
class PromelaText {
public:
    explicit PromelaText(std::size_t depth = 0) : m_depth(depth) {}

    void line(std::string_view text);
    /// Appends the lines of `other` unchanged.
    void append(const PromelaText &other) { m_text += other.m_text; }

    void open(std::string_view text);  ///< writes a line and increases the indentation
    void close(std::string_view text); ///< decreases the indentation and writes a line

    void openIf() { line("if"); }
    /// Opens an option "else" that is written only if it has contents.
    void deferElse()
    {
        settle();
        m_hasDeferredElse = true;
    }
    /// Removes a deferred "else", if there is one, so that the same `if` can get more options.
    bool takeElse() { return std::exchange(m_hasDeferredElse, false); }
    /// Opens an option of an if or do. Options have the indentation of the keyword, their
    /// statements a deeper one.
    void option(std::string_view guard) { open(":: " + std::string(guard) + " ->"); }
    void closeOption()
    {
        settle();
        --m_depth;
    }
    /// Closes an option and opens the last one, "else".
    void otherwise()
    {
        closeOption();
        option("else");
    }
    void closeIf() { line("fi;"); }
    void closeLastOption()
    {
        closeOption();
        closeIf();
    }

    std::size_t depth() const { return m_depth; }
    const std::string &text() const { return m_text; }

private:
    void settle(); ///< writes a deferred "else"

    std::string m_text;
    std::size_t m_depth = 0;
    bool m_hasDeferredElse = false;
};

/// Returns the text for a comment: one line, without anything that would end the comment.
std::string promelaComment(std::string_view text);

/// Returns a number in a form that is valid inside a Promela expression.
std::string promelaNumber(long long value);

} // namespace racewalk
