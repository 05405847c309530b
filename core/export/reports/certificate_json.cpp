// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/certificate_json.h"

#include "explore/explain/certificate_words.h"
#include "program/ids.h"

#include <nlohmann/json.hpp>

#include <string>

namespace racewalk {
namespace {

using Json = nlohmann::ordered_json;

const std::string &nameOf(const Program &program, ThreadId thread)
{
    return program.threads[indexOf(thread)].name;
}

Json objectsJson(const Program &program, const Wait &wait)
{
    Json objects = Json::array();
    for (const Wait::Object &object : wait.objects) {
        Json json = {{"object", program.storage.cells[indexOf(object.cell)].path}};
        if (object.bit && *object.bit != anyBit)
            json["bit"] = *object.bit;
        objects.push_back(std::move(json));
    }
    return objects;
}

Json holdersJson(const Program &program, ThreadMask holders)
{
    Json names = Json::array();
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        if (const ThreadId thread{static_cast<std::uint16_t>(i)}; (holders & maskOf(thread)) != 0)
            names.push_back(nameOf(program, thread));
    return names;
}

Json wakerJson(const Program &program, const HangCertificate::Waker &waker)
{
    return {{"thread", nameOf(program, waker.thread)},
            {"line", waker.span.line},
            {"text", waker.text},
            {"certain", waker.isCertain},
            {"reason", toText(waker.reason)}};
}

} // namespace

Json certificateJson(const Program &program, const HangCertificate &certificate)
{
    Json threads = Json::array();
    for (const HangCertificate::Waiting &waiting : certificate.waiting) {
        const Wait &wait = waiting.wait;
        Json wakers = Json::array();
        for (const HangCertificate::Waker &waker : waiting.wakers)
            wakers.push_back(wakerJson(program, waker));
        threads.push_back({{"thread", nameOf(program, wait.thread)},
                           {"waits_for", waitedForText(program, wait)},
                           {"places", objectsJson(program, wait)},
                           {"held_by", holdersJson(program, wait.holders & ~wait.queued)},
                           {"line", waiting.span.line},
                           {"text", waiting.text},
                           {"wakers", wakers},
                           {"words", waitingLines(program, certificate, waiting)}});
        if (wait.queued != 0)
            threads.back()["behind"] = holdersJson(program, wait.queued);
    }
    return {{"waiting", threads}};
}

} // namespace racewalk
