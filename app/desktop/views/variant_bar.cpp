// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QPainterPath>

#include "desktop/views/variant_bar.h"

#include "desktop/models/list_roles.h"
#include "desktop/models/variant_model.h"
#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/text.h"

namespace racewalk::desktop {

/// One variant of the bar.
class VariantBar::Segment final : public Themed<QAbstractButton> {
public:
    Segment(const Appearance &appearance, bool isFirst, bool isLast, QWidget *parent)
        : Themed(appearance, parent), m_isFirst(isFirst), m_isLast(isLast)
    {
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::TabFocus);
    }

    void setIconName(const QString &icon)
    {
        m_icon = icon.toStdString();
        update();
    }

    QSize sizeHint() const override
    {
        const double text = drawing::textWidth(theme().font(FontRole::BodyStrong), this->text());
        return {qCeil(text + theme().scaled(14 + 6 + 24)), scaled(32)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto &look = theme();
        const QRectF box =
            QRectF(rect()).adjusted(m_isFirst ? 0.5 : -8, 0.5, m_isLast ? -0.5 : 8, -0.5);
        const Token fill = isChecked() ? Token::AccBg : underMouse() ? Token::Hover : Token::Panel;
        QPainterPath path;
        path.addRoundedRect(box, 6, 6);
        painter.setClipRect(rect());
        painter.setPen(QPen(look.color(Token::Ctl), 1));
        painter.setBrush(look.color(fill));
        painter.drawPath(path);
        if (!m_isFirst) {
            painter.setPen(QPen(look.color(Token::Line), 1));
            painter.drawLine(QPointF(0.5, 1), QPointF(0.5, height() - 1));
        }
        if (isChecked())
            painter.fillRect(QRectF(0, height() - 2.5, width(), 2), look.color(Token::Acc));
        const double icon = look.scaled(14);
        const double x = look.scaled(12);
        drawing::paintIcon(painter, m_icon, QRectF(x, (height() - icon) / 2, icon, icon),
                           look.color(Token::Text2), look);
        const double left = x + icon + look.scaled(6);
        drawing::paintText(painter, QRectF(left, 0, width() - left, height()), text(),
                           look.font(isChecked() ? FontRole::BodyStrong : FontRole::Body),
                           look.color(isChecked() ? Token::AccText : Token::Text));
    }
    void enterEvent(QEnterEvent *event) override
    {
        QAbstractButton::enterEvent(event);
        update();
    }
    void leaveEvent(QEvent *event) override
    {
        QAbstractButton::leaveEvent(event);
        update();
    }

private:
    std::string m_icon;
    bool m_isFirst, m_isLast;
};

VariantBar::VariantBar(Session &session, VariantModel &model, const Appearance &appearance,
                       QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_model(model),
      m_picker(new PickerButton(appearance, model, tr("Variant"), false, this))
{
    setObjectName(QStringLiteral("variants"));
    setAccessibleName(tr("Variants"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_picker->setObjectName(QStringLiteral("variantPicker"));
    m_picker->setWidthLimits(150, 300);
    m_picker->hide();
    connect(m_picker, &PickerButton::picked, this,
            [this](int row) { m_session.setVariant(static_cast<std::size_t>(row)); });
    connect(&model, &VariantModel::modelReset, this, &VariantBar::rebuild);
    connect(&model, &VariantModel::dataChanged, this, &VariantBar::refresh);
    connect(&session, &Session::variantChanged, this, &VariantBar::refresh);
    rebuild();
}

void VariantBar::rebuild()
{
    for (Segment *segment : m_segments)
        segment->deleteLater();
    m_segments.clear();
    const int count = m_model.rowCount();
    for (int row = 0; row < count; ++row) {
        auto *segment = new Segment(appearance(), row == 0, row + 1 == count, this);
        segment->setObjectName(QStringLiteral("variant%1").arg(row + 1));
        connect(segment, &Segment::clicked, this,
                [this, row] { m_session.setVariant(static_cast<std::size_t>(row)); });
        segment->setVisible(!m_isCollapsed);
        m_segments.push_back(segment);
    }
    refresh();
}

void VariantBar::refresh()
{
    if (!m_session.isOpen() || static_cast<int>(m_segments.size()) != m_model.rowCount())
        return;
    for (std::size_t number = 0; number < m_segments.size(); ++number) {
        const QModelIndex index = m_model.index(static_cast<int>(number));
        Segment &segment = *m_segments[number];
        segment.setText(index.data().toString());
        segment.setIconName(index.data(IconNameRole).toString());
        segment.setToolTip(index.data(Qt::ToolTipRole).toString());
        segment.setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
        segment.setChecked(number == m_session.variant());
    }
    const QModelIndex current = m_model.index(static_cast<int>(m_session.variant()));
    m_picker->setCurrent(current.data().toString(),
                         current.data(IconNameRole).toString().toStdString(),
                         static_cast<int>(m_session.variant()));
    m_picker->setToolTip(current.data(Qt::ToolTipRole).toString());
    updateGeometry();
    arrange();
}

void VariantBar::setCollapsed(bool isCollapsed)
{
    if (m_isCollapsed == isCollapsed)
        return;
    m_isCollapsed = isCollapsed;
    m_picker->setVisible(isCollapsed);
    for (Segment *segment : m_segments)
        segment->setVisible(!isCollapsed);
    updateGeometry();
    arrange();
}

int VariantBar::segmentsWidth() const
{
    int wide = 0;
    for (const Segment *segment : m_segments)
        wide += segment->sizeHint().width();
    return wide;
}

QSize VariantBar::sizeHint() const
{
    return {m_isCollapsed ? pickerWidth() : segmentsWidth(), scaled(32)};
}

void VariantBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void VariantBar::arrange()
{
    m_picker->setGeometry(0, 0, std::min(width(), pickerWidth()), height());
    int x = 0;
    for (Segment *segment : m_segments) {
        const int wide = segment->sizeHint().width();
        segment->setGeometry(x, 0, wide, height());
        x += wide;
    }
}

} // namespace racewalk::desktop
