// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace racewalk {

/// Lines of Promela, indented by the brackets that are open.
class PromelaText {
public:
    explicit PromelaText(std::size_t depth = 0) : m_depth(depth) {}

    void line(std::string_view text);
    /// Lines at the depth that the text is put, taken from `other` as they are.
    void append(const PromelaText &other) { m_text += other.m_text; }

    void open(std::string_view text);  ///< a line, and deeper behind it
    void close(std::string_view text); ///< less deep, and a line

    void openIf() { line("if"); }
    /// An option "else", which is written once something stands in it.
    void deferElse()
    {
        settle();
        m_hasDeferredElse = true;
    }
    /// Takes a deferred "else" back, if there is one: the same `if` gets more options.
    bool takeElse() { return std::exchange(m_hasDeferredElse, false); }
    /// The options of an if or do stand as deep as the word itself, what they do deeper.
    void option(std::string_view guard) { open(":: " + std::string(guard) + " ->"); }
    void closeOption()
    {
        settle();
        --m_depth;
    }
    void closeIf() { line("fi;"); }

    std::size_t depth() const { return m_depth; }
    const std::string &text() const { return m_text; }

private:
    void settle(); ///< writes a deferred "else"

    std::string m_text;
    std::size_t m_depth = 0;
    bool m_hasDeferredElse = false;
};

/// What stands in a comment: one line, without what would end the comment.
std::string promelaComment(std::string_view text);

/// A number as Promela can read it inside an expression.
std::string promelaNumber(long long value);

} // namespace racewalk
