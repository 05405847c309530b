// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/document/standpoint.h"

#include <utility>

namespace racewalk::desktop {

std::expected<Document, OpenError> documentFor(const QString &path,
                                               std::shared_ptr<const SourceText> source)
{
    auto machine = machineFor(source);
    if (!machine)
        return std::unexpected(machine.error());
    const Program &program = (*machine)->program();
    std::vector<std::string> variants;
    for (const Variant &variant : program.scenario.variants)
        variants.push_back(variant.name);
    ParameterValues parameters;
    for (const Parameter &parameter : program.parameters)
        parameters.emplace_back(parameter.name, parameter.value);
    return Document{path, std::move(source),     std::move(variants),
                    0,    std::move(parameters), Walks(*machine)};
}

} // namespace racewalk::desktop
