// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/panes/variant_bar.h"

#include "desktop/models/list_roles.h"
#include "desktop/models/variant_model.h"
#include "desktop/session/session.h"
#include "desktop/views/controls/segment.h"

namespace racewalk::desktop {
namespace {

constexpr int leastPicker = 150;
constexpr int mostPicker = 300;
constexpr int leastMore = 80; ///< of a picker that says "8 more"

} // namespace

VariantBar::VariantBar(Session &session, VariantModel &model, const Appearance &appearance,
                       QWidget *parent)
    : SegmentBar(appearance, new PickerButton(appearance, model, tr("Variant"), false, nullptr),
                 QStringLiteral("variant"), parent),
      m_session(session), m_model(model)
{
    setObjectName(QStringLiteral("variants"));
    setAccessibleName(tr("Variants"));
    picker().setObjectName(QStringLiteral("variantPicker"));
    picker().setWidthLimits(leastPicker, mostPicker);
    connect(&model, &VariantModel::modelReset, this, &VariantBar::rebuild);
    connect(&model, &VariantModel::dataChanged, this, &VariantBar::refresh);
    connect(&session, &Session::variantChanged, this, &VariantBar::refresh);
    rebuild();
}

void VariantBar::choose(int row)
{
    m_session.setVariant(static_cast<std::size_t>(row));
}

int VariantBar::namedPickerWidth() const
{
    const QModelIndex chosen = m_model.index(static_cast<int>(m_session.variant()));
    return picker().widthFor(chosen.data().toString(), leastPicker, mostPicker);
}

void VariantBar::rebuild()
{
    setRowCount(m_model.rowCount());
    refresh();
}

void VariantBar::refresh()
{
    if (!m_session.isOpen() || static_cast<int>(segments().size()) != m_model.rowCount())
        return;
    for (std::size_t number = 0; number < segments().size(); ++number) {
        const QModelIndex index = m_model.index(static_cast<int>(number));
        Segment &segment = *segments()[number];
        segment.setText(index.data().toString());
        segment.setIconName(index.data(IconNameRole).toString());
        segment.setToolTip(index.data(Qt::ToolTipRole).toString());
        segment.setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
        segment.setChecked(number == m_session.variant());
    }
    namePicker();
    arrangeAnew();
}

/// After the chosen variant, unless that has a segment.
void VariantBar::namePicker()
{
    if (!m_session.isOpen() || static_cast<int>(segments().size()) != m_model.rowCount())
        return;
    const int row = static_cast<int>(m_session.variant());
    const bool isChosenShown = isCollapsed() && row < shownCount();
    picker().setWidthLimits(isChosenShown ? leastMore : leastPicker, mostPicker);
    if (isChosenShown) {
        picker().setCurrent(tr("%1 more").arg(m_model.rowCount() - shownCount()), {}, row);
        picker().setToolTip(tr("All variants"));
        return;
    }
    const QModelIndex current = m_model.index(static_cast<int>(m_session.variant()));
    picker().setCurrent(current.data().toString(),
                        current.data(IconNameRole).toString().toStdString(),
                        static_cast<int>(m_session.variant()));
    picker().setToolTip(current.data(Qt::ToolTipRole).toString());
}

} // namespace racewalk::desktop
