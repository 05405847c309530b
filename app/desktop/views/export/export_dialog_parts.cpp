// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything stands in the export dialog.
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>

#include "desktop/views/export/export_dialog.h"

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/export/export_preview.h"
#include "desktop/views/export/format_list.h"
#include "desktop/views/export/option_form.h"
#include "drawing/parts.h"

namespace racewalk::desktop {
namespace {

constexpr int titleHeight = 48, commandHeight = 48, buttonsHeight = 48;
constexpr int listWidth = 212, optionsWidth = 272, leastPreview = 440;

/// A strip of the dialog, with a line above or below.
class Strip final : public QWidget {
public:
    Strip(const Appearance &appearance, Token fill, bool isLineAbove, QWidget *parent)
        : QWidget(parent), m_appearance(appearance), m_fill(fill), m_isLineAbove(isLineAbove)
    {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_appearance.theme().color(m_fill));
        painter.fillRect(QRect(0, m_isLineAbove ? 0 : height() - 1, width(), 1),
                         m_appearance.theme().color(Token::Line));
    }

private:
    const Appearance &m_appearance;
    Token m_fill;
    bool m_isLineAbove;
};

} // namespace

void ExportDialog::createTitle(QBoxLayout *column)
{
    auto *strip = new Strip(appearance(), Token::Panel, false, this);
    auto *line = new QHBoxLayout(strip);
    line->setContentsMargins(scaled(16), 0, scaled(8), 0);
    m_title = new QLabel(tr("Export"), strip);
    m_title->setProperty("isTitle", true);
    m_subject = new QLabel(strip);
    m_subject->setObjectName(QStringLiteral("exportSubject"));
    m_subject->setMinimumWidth(1);
    m_close = new FlatButton(appearance(), "cross", tr("Close"), tr("Esc"), FlatButton::Look::Flat,
                             strip);
    m_close->setObjectName(QStringLiteral("exportClose"));
    m_close->setTextShown(false);
    connect(m_close, &FlatButton::clicked, this, &QDialog::reject);
    line->addWidget(m_title);
    line->addSpacing(scaled(10));
    line->addWidget(m_subject, 1);
    line->addWidget(m_close);
    strip->setFixedHeight(scaled(titleHeight));
    column->addWidget(strip);
}

void ExportDialog::createBody(QBoxLayout *column)
{
    auto *body = new QWidget(this);
    auto *line = new QHBoxLayout(body);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    auto *left = new Strip(appearance(), Token::Panel, true, body);
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, scaled(8), 0, scaled(4));
    m_formats = new FormatList(appearance(), left);
    leftColumn->addWidget(m_formats);
    left->setFixedWidth(scaled(listWidth));
    line->addWidget(left);
    auto *border = new QWidget(body);
    border->setObjectName(QStringLiteral("exportBorder"));
    border->setFixedWidth(1);
    border->setAutoFillBackground(true);
    line->addWidget(border);

    m_right = new QBoxLayout(QBoxLayout::LeftToRight);
    m_right->setSpacing(0);
    auto *scroll = new QScrollArea(body);
    scroll->setObjectName(QStringLiteral("exportOptionsScroll"));
    scroll->setAccessibleName(tr("Options"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_options = new OptionForm(appearance(), scroll);
    scroll->setWidget(m_options);
    m_right->addWidget(scroll);
    m_preview = new ExportPreview(appearance(), body);
    connect(m_preview, &ExportPreview::openRequested, this, &ExportDialog::openInBrowser);
    m_right->addWidget(m_preview, 1);
    line->addLayout(m_right, 1);
    column->addWidget(body, 1);
}

void ExportDialog::createCommand(QBoxLayout *column)
{
    auto *strip = new Strip(appearance(), Token::Sunken, true, this);
    auto *line = new QHBoxLayout(strip);
    line->setContentsMargins(scaled(16), 0, scaled(8), 0);
    m_commandLabel = new QLabel(tr("Same on the command line"), strip);
    m_command = new QLineEdit(strip);
    m_command->setObjectName(QStringLiteral("exportCommand"));
    m_command->setAccessibleName(m_commandLabel->text());
    m_command->setReadOnly(true);
    m_command->setFrame(false);
    m_copyCommand = new FlatButton(appearance(), "copy", tr("Copy the command line"), {},
                                   FlatButton::Look::Flat, strip);
    m_copyCommand->setObjectName(QStringLiteral("exportCopyCommand"));
    m_copyCommand->setTextShown(false);
    connect(m_copyCommand, &FlatButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_command->text());
        m_copyCommand->setIconName("check");
        m_copied.start();
    });
    line->addWidget(m_commandLabel);
    line->addWidget(m_command, 1);
    line->addWidget(m_copyCommand);
    strip->setFixedHeight(scaled(commandHeight));
    column->addWidget(strip);
}

void ExportDialog::createButtons(QBoxLayout *column)
{
    m_error = new QLabel(this);
    m_error->setObjectName(QStringLiteral("exportError"));
    m_error->setWordWrap(true);
    m_error->setContentsMargins(scaled(16), scaled(6), scaled(16), scaled(6));
    m_error->setAutoFillBackground(true);
    m_error->hide();
    column->addWidget(m_error);
    auto *strip = new Strip(appearance(), Token::Panel, true, this);
    m_buttons = new QHBoxLayout(strip);
    m_buttons->setContentsMargins(scaled(16), 0, scaled(12), 0);
    m_buttons->setSpacing(scaled(10));
    m_checkIcon = new QLabel(strip);
    m_checkIcon->setFixedWidth(scaled(16));
    m_check = new QLabel(strip);
    m_check->setObjectName(QStringLiteral("exportCheck"));
    m_check->setMinimumWidth(1);
    using Look = FlatButton::Look;
    m_cancel = new FlatButton(appearance(), {}, tr("Cancel"), tr("Esc"), Look::Outlined, strip);
    m_saveButton =
        new FlatButton(appearance(), "save", tr("Save..."), tr("Ctrl+S"), Look::Outlined, strip);
    m_copyButton =
        new FlatButton(appearance(), "copy", tr("Copy"), tr("Ctrl+C"), Look::Outlined, strip);
    m_cancel->setObjectName(QStringLiteral("exportCancel"));
    m_saveButton->setObjectName(QStringLiteral("exportSave"));
    m_copyButton->setObjectName(QStringLiteral("exportCopy"));
    connect(m_cancel, &FlatButton::clicked, this, &QDialog::reject);
    connect(m_saveButton, &FlatButton::clicked, this, [this] { act(Action::Save); });
    connect(m_copyButton, &FlatButton::clicked, this, [this] { act(Action::Copy); });
    m_buttons->addWidget(m_checkIcon);
    m_buttons->addWidget(m_check, 1);
    for (FlatButton *button : {m_cancel, m_saveButton, m_copyButton})
        m_buttons->addWidget(button);
    strip->setFixedHeight(scaled(buttonsHeight));
    column->addWidget(strip);
}

void ExportDialog::applyTheme()
{
    const drawing::Theme &look = theme();
    m_title->setFont(look.font(FontRole::CardTitle));
    for (QLabel *label : {m_subject, m_commandLabel, m_check, m_error})
        label->setFont(look.font(FontRole::Secondary));
    const auto paint = [&](QWidget *widget, QPalette::ColorRole role, Token token) {
        QPalette colors = widget->palette();
        colors.setColor(role, look.color(token));
        widget->setPalette(colors);
    };
    paint(m_error, QPalette::Window, Token::ErrBg);
    m_error->setStyleSheet(QStringLiteral("color: %1;").arg(look.color(Token::Err).name()));
    m_subject->setStyleSheet(QStringLiteral("color: %1;").arg(look.color(Token::Text3).name()));
    // The window's style sheet has the font of other fields.
    const QFont code = look.font(FontRole::SmallCode);
    m_command->setStyleSheet(
        QStringLiteral("background: transparent; border: none; padding: 0; font-family: '%1'; "
                       "font-size: %2px;")
            .arg(code.families().join(QLatin1String("', '")))
            .arg(code.pixelSize()));
    paint(findChild<QWidget *>(QStringLiteral("exportBorder")), QPalette::Window, Token::Line);
}

void ExportDialog::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    // The preview needs room beside the options, or stands below them.
    const bool isWide = width() >= scaled(listWidth + optionsWidth + leastPreview);
    auto *scroll = findChild<QScrollArea *>(QStringLiteral("exportOptionsScroll"));
    m_right->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    scroll->setMinimumWidth(isWide ? scaled(optionsWidth) : 0);
    scroll->setMaximumWidth(isWide ? scaled(optionsWidth) : QWIDGETSIZE_MAX);
    scroll->setMaximumHeight(isWide ? QWIDGETSIZE_MAX : height() / 3);
}

} // namespace racewalk::desktop
