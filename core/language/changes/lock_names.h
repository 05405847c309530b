// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_tree.h"
#include "program/program.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// The name of a lock in the code. Both are empty for an RCU read section.
struct LockName {
    std::string whole; ///< "inode@2->i_lock": local variables with the call that they belong to
    std::string last;  ///< "i_lock"
};

/// Names locks so that a function and its caller use the same name for the same lock: parameters
/// are replaced by the caller's arguments.
class LockNames {
public:
    /// All arguments outlive this object. `statements` belong to `tree`, from which the program was
    /// made.
    LockNames(const Program &program, const syntax::SyntaxTree &tree,
              const std::vector<syntax::Statement *> &statements);

    /// Returns the name of the lock that `primitive` uses, in a call of the body.
    LockName of(const syntax::CallExpression &primitive, const Body &body, CallId call) const;

private:
    std::string name(const syntax::Expression &expression, const Body &body, CallId call) const;
    std::string nameOf(const std::string &variable, const Body &body, CallId call) const;
    std::string memberName(const syntax::MemberExpression &node, const Body &body,
                           CallId call) const;

    const Program &m_program;
    std::set<std::string_view> m_globals;
    std::map<std::string_view, const syntax::FunctionDeclaration *> m_functions;
    /// By begin and end of the call in the text.
    std::map<std::pair<std::uint32_t, std::uint32_t>, const syntax::CallExpression *> m_calls;
};

} // namespace racewalk
