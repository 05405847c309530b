// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include "drawing/painted_formats.h"

#include "drawing/pdf_finish.h"
#include "drawing/timeline_painter.h"
#include "export/provenance.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/svg/run_pages.h"
#include "export/svg/run_picture.h"

#include <algorithm>
#include <span>

namespace racewalk::drawing {
namespace {

constexpr PaperSize paper;
constexpr double pointsOfAPixel = 0.75;

/// Without bytes that are no UTF-8.
std::string validText(const std::string &text)
{
    return QString::fromStdString(text).toStdString();
}

void paintPage(QPainter &painter, const RunPage &page, const Theme &theme)
{
    paintPicture(painter, page.above, theme);
    painter.save();
    painter.translate(0, page.above.height - page.rows.begin);
    painter.setClipRect(
        QRectF(0, page.rows.begin, page.above.width, page.rows.end - page.rows.begin));
    paintPicture(painter, page.body, theme);
    painter.restore();
    painter.translate(0, page.belowTop);
    paintPicture(painter, page.below, theme);
}

/// With its margins; the origin is the sheet's corner.
void paintSheet(QPainter &painter, const RunPages &pages, const RunPage &page, const Theme &theme)
{
    painter.save();
    painter.translate(paper.margin, paper.margin);
    painter.scale(pages.scale, pages.scale);
    paintPage(painter, page, theme);
    painter.restore();
}

QSizeF sheetOf(const RunPages &pages)
{
    const QSizeF upright(paper.width, paper.height);
    return pages.isTurned ? upright.transposed() : upright;
}

QByteArray paintPages(const RunPages &pages, const Theme &theme)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(96);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageOrientation(pages.isTurned ? QPageLayout::Landscape : QPageLayout::Portrait);
    writer.setPageMargins({});
    QPainter painter(&writer);
    for (const RunPage &page : pages.pages) {
        if (&page != &pages.pages.front())
            writer.newPage();
        if (theme.kind() == ThemeKind::Dark)
            painter.fillRect(QRectF(0, 0, writer.width(), writer.height()),
                             theme.color(Token::Panel));
        paintSheet(painter, pages, page, theme);
    }
    painter.end();
    return bytes;
}

std::vector<PdfBookmark> bookmarksOf(const RunPages &pages, std::span<const PageBookmark> marks)
{
    const double pageHeight = sheetOf(pages).height();
    std::vector<PdfBookmark> result;
    for (const PageBookmark &mark : marks)
        result.push_back({validText(mark.title), mark.page,
                          (pageHeight - paper.margin - mark.y * pages.scale) * pointsOfAPixel,
                          bookmarksOf(pages, mark.calls)});
    return result;
}

} // namespace

Written paintPdf(const RunToExport &run, const FormatOptions &options)
{
    const RunPages pages = runPages(run, options, Theme::textWidth(), paper);
    const QByteArray bytes = paintPages(pages, Theme(options.theme));
    return finishedPdf({bytes.constData(), static_cast<std::size_t>(bytes.size())},
                       {.title = validText(subjectText(run.run.machine().program())),
                        .description = validText(endingText(run)),
                        .replay = validText(replayCommand(provenanceOf(run.run))),
                        .bookmarks = bookmarksOf(pages, pages.bookmarks)});
}

QImage pagesImage(const RunToExport &run, const FormatOptions &options)
{
    constexpr double gap = 12;
    constexpr std::size_t most = 8;
    const Theme theme(options.theme);
    const RunPages pages = runPages(run, options, Theme::textWidth(), paper);
    const QSizeF sheet = sheetOf(pages);
    const std::size_t shown = std::min(most, pages.pages.size());
    const auto count = static_cast<double>(shown);
    QImage image(QSizeF(sheet.width(), count * sheet.height() + (count - 1) * gap).toSize(),
                 QImage::Format_RGB32);
    image.fill(theme.color(Token::Line));
    QPainter painter(&image);
    for (const RunPage &page : std::span(pages.pages).first(shown)) {
        painter.fillRect(QRectF(QPointF(), sheet), theme.color(Token::Panel));
        paintSheet(painter, pages, page, theme);
        painter.translate(0, sheet.height() + gap);
    }
    return image;
}

} // namespace racewalk::drawing
