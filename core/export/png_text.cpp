// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/png_text.h"

#include "export/provenance.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "program/version.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace racewalk {
namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";
constexpr std::size_t endOfHeader = 8 + 4 + 4 + 13 + 4; ///< of the signature and IHDR

constexpr std::array<std::uint32_t, 256> crcTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        table[i] = i;
        for (int bit = 0; bit < 8; ++bit)
            table[i] = (table[i] & 1) != 0 ? 0xedb88320U ^ (table[i] >> 1) : table[i] >> 1;
    }
    return table;
}();

std::uint32_t crcOf(std::string_view bytes)
{
    std::uint32_t crc = 0xffffffffU;
    for (const char c : bytes)
        crc = crcTable[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

std::string bigEndian(std::uint32_t value)
{
    std::string bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

std::string chunk(std::string_view type, std::string_view content)
{
    const std::string named = std::string(type) + std::string(content);
    return bigEndian(static_cast<std::uint32_t>(content.size())) + named + bigEndian(crcOf(named));
}

std::string textChunk(const PngText &text)
{
    const bool isAscii = std::ranges::all_of(
        text.second, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    std::string content(text.first);
    // The keyword's end; of iTXt also: not compressed, no language, no translated keyword.
    content.append(isAscii ? 1 : 5, '\0');
    return chunk(isAscii ? "tEXt" : "iTXt", content + text.second);
}

} // namespace

std::string withTexts(std::string png, std::span<const PngText> texts)
{
    if (!png.starts_with(signature) || png.size() < endOfHeader)
        return png;
    std::string chunks;
    for (const PngText &text : texts)
        chunks += textChunk(text);
    return png.insert(endOfHeader, chunks);
}

std::vector<PngText> originTexts(const RunToExport &run)
{
    const Program &program = run.run.machine().program();
    const Provenance origin = provenanceOf(run.run);
    std::string parameters;
    for (const Parameter &parameter : program.parameters)
        parameters += fmt::format("{}{} = {}", parameters.empty() ? "" : ", ", parameter.name,
                                  parameter.value);
    return {{"Comment", '\n' + replayCommand(origin) + '\n'},
            {"Title", subjectText(program)},
            {"Description", endingText(run)},
            {"Software", "Racewalk " + std::string(programVersion())},
            {"Scenario", origin.file},
            {"Variant", origin.variant},
            {"Parameters", parameters},
            {"Memory model", std::string(toText(program.memory))},
            {"Schedule", origin.schedule.value()}};
}

} // namespace racewalk
