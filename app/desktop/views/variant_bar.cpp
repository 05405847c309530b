// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/variant_bar.h"

#include "desktop/models/list_roles.h"
#include "desktop/models/variant_model.h"
#include "desktop/session/session.h"
#include "desktop/views/segment.h"

namespace racewalk::desktop {

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
