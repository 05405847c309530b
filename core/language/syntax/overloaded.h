// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace racewalk {

/// Several lambdas as one function object, for std::visit.
template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace racewalk
