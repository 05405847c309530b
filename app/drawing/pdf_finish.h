// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk::drawing {

/// A bookmark of a document: a page from 0, and a place in points above the page's lower edge.
struct PdfBookmark {
    std::string title;
    std::size_t page = 0;
    double y = 0;
    std::vector<PdfBookmark> calls{};
};

/// What QPdfWriter cannot write. All texts are valid UTF-8.
struct PdfFacts {
    std::string title, description;
    std::string replay; ///< the command that replays the run
    std::vector<PdfBookmark> bookmarks;
};

/// Adds the facts to a PDF file. Drops what differs from day to day: the same pages and facts yield
/// the same bytes. The error is a sentence.
std::expected<std::string, std::string> finishedPdf(std::string_view pdf, const PdfFacts &facts);

} // namespace racewalk::drawing
