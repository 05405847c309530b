// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "desktop/views/export/export_preview.h"

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/export/picture_preview.h"
#include "desktop/views/export/text_preview.h"
#include "drawing/names.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

constexpr double headHeight = 36, headSides = 12;
constexpr int slowAfter = 200; ///< milliseconds

} // namespace

ExportPreview::ExportPreview(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent),
      m_open(new FlatButton(appearance, "expand", tr("Open"), {}, FlatButton::Look::Flat, this)),
      m_pages(new QStackedWidget(this)), m_text(new TextPreview(appearance, m_pages)),
      m_picture(new PicturePreview(appearance, m_pages)), m_reason(new QLabel(m_pages))
{
    setObjectName(QStringLiteral("exportPreview"));
    m_open->setObjectName(QStringLiteral("exportOpen"));
    m_open->setToolTip(tr("Open it in the browser"));
    m_open->hide();
    m_reason->setAlignment(Qt::AlignCenter);
    m_reason->setWordWrap(true);
    m_reason->setObjectName(QStringLiteral("exportReason"));
    for (QWidget *page : {static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_picture),
                          static_cast<QWidget *>(m_reason)})
        m_pages->addWidget(page);
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowAfter);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_isDrawing = true;
        update();
    });
    connect(m_open, &FlatButton::clicked, this, &ExportPreview::openRequested);
    applyTheme();
}

void ExportPreview::showExport(ExportFormat format, const FormatOptions &options,
                               const ExportResult &made, const QString &description)
{
    if (!made) {
        showReason(made.error());
        return;
    }
    m_slow.stop();
    m_isDrawing = false;
    const ExportFormatRow &row = rowOf(format);
    m_facts = exportFacts(format, options, made->content, made->pixels);
    m_open->setVisible(format == ExportFormat::Html && !options.scorm);
    if (!made->picture.isNull()) {
        m_picture->showPicture(made->picture, description);
        m_pages->setCurrentWidget(m_picture);
    } else {
        const PreviewText preview = previewText(made->content);
        const bool isDiagram = effectiveOptions(row, options).contains(ExportOption::Remarks);
        m_text->showText(preview.isWhole ? preview.text
                                         : preview.text + tr("\n(the rest is not shown here)"),
                         isDiagram ? std::optional(options.columns) : std::nullopt,
                         withPreset(options).remarks.value_or(RemarkStyle::Brackets));
        m_pages->setCurrentWidget(m_text);
    }
    arrange();
    update();
}

void ExportPreview::showReason(const QString &reason)
{
    m_slow.stop();
    m_isDrawing = false;
    m_facts = {};
    m_open->hide();
    m_reason->setText(reason);
    m_pages->setCurrentWidget(m_reason);
    update();
}

void ExportPreview::await()
{
    if (!m_isDrawing)
        m_slow.start();
}

void ExportPreview::applyTheme()
{
    m_reason->setFont(theme().font(FontRole::Body));
    arrange();
}

void ExportPreview::resizeEvent(QResizeEvent *)
{
    arrange();
}

void ExportPreview::arrange()
{
    const int top = scaled(headHeight), side = scaled(headSides);
    m_pages->setGeometry(side, top, std::max(0, width() - 2 * side),
                         std::max(0, height() - top - side));
    const int wide = m_open->sizeHint().width(), high = scaled(28);
    m_open->setGeometry(width() - wide - scaled(4), (top - high) / 2, wide, high);
}

void ExportPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    painter.fillRect(rect(), look.color(Token::App));
    const QRectF head(0, 0, width(), look.scaled(headHeight));
    painter.fillRect(head, look.color(Token::Panel));
    painter.fillRect(QRectF(0, head.bottom() - 1, width(), 1), look.color(Token::Line));
    QRectF room = head.adjusted(look.scaled(headSides), 0, -look.scaled(headSides), 0);
    if (!m_open->isHidden())
        room.setRight(m_open->x() - look.scaled(4));
    if (m_facts.pill && !m_isDrawing) {
        const QSizeF size = drawing::pillSize(*m_facts.pill, look);
        const QRectF place(room.right() - size.width(), room.top(), size.width(), room.height());
        drawing::paintPill(painter, place, *m_facts.pill, look);
        room.setRight(place.left() - look.scaled(8));
    }
    const double used =
        drawing::paintText(painter, room, tr("Preview"), look.font(FontRole::SecondaryStrong),
                           look.color(Token::Text));
    room.setLeft(room.left() + used + look.scaled(10));
    const QFont font = look.font(FontRole::Secondary);
    const QString size = m_isDrawing ? tr("Drawing") : m_facts.size;
    drawing::paintText(painter, room, drawing::fittingWords(size, font, room.width()), font,
                       look.color(Token::Text3));
}

} // namespace racewalk::desktop
