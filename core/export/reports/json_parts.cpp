// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/json_parts.h"

namespace racewalk {

std::string written(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json subjectJson(const Program &program)
{
    Json parameters = Json::object();
    for (const Parameter &parameter : program.parameters)
        parameters[parameter.name] = parameter.value;
    return {{"scenario", program.scenario.title},
            {"file", program.source->fileName()},
            {"variant", program.variant},
            {"params", parameters},
            {"memory", toText(program.memory)}};
}

Json schedulesJson(const std::optional<ScheduleCount> &schedules)
{
    if (!schedules)
        return nullptr;
    if (schedules->isInfinite())
        return "infinite";
    if (const auto number = schedules->exactly())
        return *number;
    return schedules->roughly();
}

} // namespace racewalk
