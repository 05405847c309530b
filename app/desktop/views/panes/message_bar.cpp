// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QDesktopServices>
#include <QFileInfo>
#include <QPainter>
#include <QUrl>

#include "desktop/views/panes/message_bar.h"

#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

struct Colors {
    const char *icon;
    Token fill, text;
};

Colors colorsOf(Message::Kind kind)
{
    switch (kind) {
    case Message::Kind::Warning:
        return {"warning", Token::OpenBg, Token::OpenText};
    case Message::Kind::Error:
        return {"error", Token::ErrBg, Token::Err};
    case Message::Kind::Info:
        break;
    }
    return {"hint", Token::AccBg, Token::AccText};
}

QString actionName(Message::Action action)
{
    switch (action) {
    case Message::Action::Undo:
        return MessageBar::tr("Undo");
    case Message::Action::Retry:
        return MessageBar::tr("Retry");
    case Message::Action::Restore:
        return MessageBar::tr("Restore");
    case Message::Action::Reload:
        return MessageBar::tr("Reload");
    case Message::Action::ShowInFolder:
        return MessageBar::tr("Show in folder");
    case Message::Action::None:
        break;
    }
    return {};
}

} // namespace

MessageBar::MessageBar(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session)
{
    setObjectName(QStringLiteral("messageBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    using Look = FlatButton::Look;
    m_details = new FlatButton(appearance, {}, tr("Details"), {}, Look::Outlined, this);
    m_details->setObjectName(QStringLiteral("messageDetails"));
    m_action = new FlatButton(appearance, {}, tr("Undo"), {}, Look::Outlined, this);
    m_action->setObjectName(QStringLiteral("messageAction"));
    m_close = new FlatButton(appearance, "cross", tr("Close message"), tr("Esc"), Look::Flat, this);
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setTextShown(false);
    connect(m_details, &FlatButton::clicked, this, &MessageBar::detailsRequested);
    connect(m_close, &FlatButton::clicked, this, [this] { m_session.clearMessage(); });
    connect(m_action, &FlatButton::clicked, this, [this] {
        switch (m_session.message().action) {
        case Message::Action::Undo:
            m_session.undoStack().undo();
            break;
        case Message::Action::Retry:
            Q_EMIT retryRequested();
            break;
        case Message::Action::Restore:
            m_session.openOffered();
            break;
        case Message::Action::Reload:
            Q_EMIT reloadRequested();
            break;
        case Message::Action::ShowInFolder:
            QDesktopServices::openUrl(
                QUrl::fromLocalFile(QFileInfo(m_session.message().file).absolutePath()));
            break;
        case Message::Action::None:
            break;
        }
    });
    connect(&session, &Session::messageChanged, this, &MessageBar::refresh);
    refresh();
}

void MessageBar::refresh()
{
    const Message &message = m_session.message();
    setVisible(!message.text.isEmpty());
    setAccessibleName(message.text);
    setToolTip(message.details);
    m_details->setVisible(!message.details.isEmpty());
    m_action->setVisible(message.action != Message::Action::None);
    m_action->setName(actionName(message.action));
    arrange();
    updateGeometry();
    update();
    if (!message.text.isEmpty()) {
        // What is not urgent waits until the reader has finished.
        const bool isNews = message.kind == Message::Kind::Info;
        QAccessibleEvent event(this, isNews ? QAccessible::NameChanged : QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void MessageBar::resizeEvent(QResizeEvent *)
{
    arrange();
    updateGeometry();
}

void MessageBar::arrange()
{
    int right = width() - 4;
    for (FlatButton *button : {m_close, m_action, m_details}) {
        if (button->isHidden())
            continue;
        const QSize size(button->sizeHint().width(), scaled(28));
        button->setGeometry(right - size.width(), (height() - size.height()) / 2, size.width(),
                            size.height());
        right -= size.width() + 6;
    }
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    const Colors colors = colorsOf(m_session.message().kind);
    painter.fillRect(rect(), look.color(colors.fill));
    painter.fillRect(QRect(0, height() - 1, width(), 1), look.color(Token::Line));
    const double icon = look.scaled(16);
    drawing::paintIcon(painter, colors.icon,
                       QRectF(look.scaled(12), (height() - icon) / 2, icon, icon),
                       look.color(colors.text), look);
    const QRectF room = textPlace();
    const QFont font = look.font(FontRole::Secondary);
    // Two lines where one is too short: an error's place must not be cut out of the middle.
    if (drawing::textWidth(font, m_session.message().text) <= room.width()) {
        drawing::paintText(painter, room, m_session.message().text, font, look.color(colors.text));
        return;
    }
    painter.setFont(font);
    painter.setPen(look.color(colors.text));
    painter.drawText(room, Qt::AlignVCenter | Qt::TextWordWrap, m_session.message().text);
}

/// Between the icon and the first button.
QRectF MessageBar::textPlace() const
{
    double right = width();
    for (const FlatButton *button : {m_close, m_action, m_details})
        if (!button->isHidden())
            right = std::min<double>(right, button->x());
    const double left = theme().scaled(12 + 16 + 8);
    return {left, 0, std::max(0.0, right - left - theme().scaled(8)), 1.0 * height()};
}

QSize MessageBar::sizeHint() const
{
    const QFont font = theme().font(FontRole::Secondary);
    const bool isLong = drawing::textWidth(font, m_session.message().text) > textPlace().width();
    return {scaled(300), scaled(isLong ? 44 : 34)};
}

} // namespace racewalk::desktop
