// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/player_page.h"

#include "export/html/html_text.h"

#include <fmt/format.h>
#include <zip.h>

#include <memory>

namespace racewalk {
namespace {

constexpr std::string_view manifest = R"(<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="racewalk" version="1.0"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
        http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd
        http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="run">
    <organization identifier="run">
      <title>{0}</title>
      <item identifier="item" identifierref="player">
        <title>{0}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="player" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/>
    </resource>
  </resources>
</manifest>
)";

/// 1980-01-01, the earliest day that a zip can hold: no bytes depend on today.
constexpr zip_uint16_t firstDay = 1U << 5 | 1U;

struct Discard {
    void operator()(zip_t *archive) const { zip_discard(archive); }
    void operator()(zip_source_t *source) const { zip_source_free(source); }
};
template <class T>
using Owned = std::unique_ptr<T, Discard>;

/// `text` must live until the archive is closed.
bool add(zip_t *archive, const char *name, std::string_view text)
{
    Owned<zip_source_t> source(zip_source_buffer(archive, text.data(), text.size(), 0));
    if (!source)
        return false;
    const zip_int64_t index = zip_file_add(archive, name, source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0)
        return false;
    source.release(); // the archive's from here on
    const auto number = static_cast<zip_uint64_t>(index);
    return zip_file_set_dostime(archive, number, 0, firstDay, 0) == 0 &&
           zip_set_file_compression(archive, number, ZIP_CM_DEFLATE, 9) == 0 &&
           zip_file_set_external_attributes(archive, number, 0, ZIP_OPSYS_UNIX, 0644U << 16) == 0;
}

std::string bytesOf(zip_source_t *source)
{
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
        return {};
    std::string bytes(stat.size, '\0');
    const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    return read == static_cast<zip_int64_t>(bytes.size()) ? bytes : std::string();
}

} // namespace

Written scormPackage(const std::string &title, const std::string &html)
{
    const std::string failure = "the package cannot be made";
    const std::string description = fmt::format(manifest, escapedHtml(title));
    Owned<zip_source_t> target(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!target)
        return std::unexpected(failure);
    Owned<zip_t> archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
    if (!archive)
        return std::unexpected(failure);
    zip_source_keep(target.get()); // the archive owns it, and it is read after that
    if (!add(archive.get(), "imsmanifest.xml", description) ||
        !add(archive.get(), "index.html", html) || zip_close(archive.get()) != 0)
        return std::unexpected(failure);
    archive.release();
    std::string bytes = bytesOf(target.get());
    if (bytes.empty())
        return std::unexpected(failure);
    return bytes;
}

} // namespace racewalk
