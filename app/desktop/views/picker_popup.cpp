// SPDX-License-Identifier: GPL-3.0-or-later
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "desktop/views/picker_popup.h"

#include "desktop/models/list_roles.h"
#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double rowHeight = 32;
constexpr double sectionHeight = 26;
constexpr int maxListHeight = 440;

/// Icon, text and detail in one line; a section's title above its first row.
class RowDelegate final : public QStyledItemDelegate {
public:
    RowDelegate(const Appearance &appearance, QObject *parent)
        : QStyledItemDelegate(parent), m_appearance(appearance)
    {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const auto &look = m_appearance.theme();
        const double wide =
            drawing::textWidth(look.font(FontRole::Body), index.data().toString()) +
            drawing::textWidth(look.font(FontRole::Secondary), index.data(DetailRole).toString()) +
            look.scaled(72);
        return {qCeil(wide),
                qRound(look.scaled(rowHeight + (startsSection(index) ? sectionHeight : 0)))};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const auto &look = m_appearance.theme();
        painter->setRenderHint(QPainter::Antialiasing);
        QRectF row = option.rect;
        if (startsSection(index)) {
            const QRectF section(row.left(), row.top(), row.width(), look.scaled(sectionHeight));
            drawing::paintText(*painter, section.adjusted(look.scaled(12), 0, 0, 0),
                               index.data(SectionRole).toString(), look.font(FontRole::SmallStrong),
                               look.color(Token::Text3));
            row.setTop(section.bottom());
        }
        const bool isSelected = option.state & QStyle::State_Selected;
        if (isSelected || (option.state & QStyle::State_MouseOver))
            painter->fillRect(row, look.color(isSelected ? Token::AccBg : Token::Hover));
        double x = row.left() + look.scaled(12);
        const QString icon = index.data(IconNameRole).toString();
        if (!icon.isEmpty()) {
            const double size = look.scaled(14);
            drawing::paintIcon(*painter, icon.toStdString(),
                               QRectF(x, row.center().y() - size / 2, size, size),
                               look.color(Token::Text2), look);
            x += size + look.scaled(8);
        }
        const QFont weak = look.font(FontRole::Secondary);
        const double right = row.right() - look.scaled(12);
        const QString detail = index.data(DetailRole).toString();
        const QFont font = look.font(FontRole::Body);
        const QString text = drawing::elidedMiddle(index.data().toString(), font, right - x);
        x += drawing::paintText(*painter, QRectF(x, row.top(), right - x, row.height()), text, font,
                                look.color(isSelected ? Token::AccText : Token::Text));
        x += look.scaled(16);
        drawing::paintText(*painter, QRectF(x, row.top(), right - x, row.height()),
                           drawing::elidedMiddle(detail, weak, right - x), weak,
                           look.color(Token::Text3), Qt::AlignRight);
    }

private:
    static bool startsSection(const QModelIndex &index)
    {
        const QString section = index.data(SectionRole).toString();
        return !section.isEmpty() &&
               (index.row() == 0 ||
                index.siblingAtRow(index.row() - 1).data(SectionRole).toString() != section);
    }

    const Appearance &m_appearance;
};

class SearchProxy final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        const QString text =
            index.data().toString() + QLatin1Char(' ') + index.data(DetailRole).toString();
        return text.contains(filterRegularExpression());
    }
};

} // namespace

PickerPopup::PickerPopup(const Appearance &appearance, QAbstractItemModel &model, bool hasSearch,
                         QWidget *parent)
    : Themed(appearance, parent, Qt::Popup), m_proxy(new SearchProxy(this)),
      m_list(new QListView(this))
{
    setObjectName(QStringLiteral("pickerPopup"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_proxy->setSourceModel(&model);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 4, 1, 4);
    layout->setSpacing(4);
    if (hasSearch) {
        m_search = new QLineEdit(this);
        m_search->setObjectName(QStringLiteral("pickerSearch"));
        m_search->setAccessibleName(tr("Search"));
        m_search->setPlaceholderText(tr("Search"));
        m_search->setClearButtonEnabled(true);
        m_search->installEventFilter(this);
        auto *row = new QHBoxLayout;
        row->setContentsMargins(7, 4, 7, 0);
        row->addWidget(m_search);
        layout->addLayout(row);
        connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
            m_proxy->setFilterRegularExpression(QRegularExpression(
                QRegularExpression::escape(text), QRegularExpression::CaseInsensitiveOption));
            m_list->setCurrentIndex(m_proxy->index(0, 0));
        });
    }
    m_list->setObjectName(QStringLiteral("pickerList"));
    m_list->setAccessibleName(parent->accessibleName());
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setModel(m_proxy);
    m_list->setItemDelegate(new RowDelegate(appearance, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->installEventFilter(this);
    layout->addWidget(m_list);
    connect(m_list, &QListView::clicked, this, &PickerPopup::pick);
}

void PickerPopup::openBelow(const QWidget &button, int currentRow)
{
    int high = 12, wide = button.width();
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QSize size = m_list->itemDelegate()->sizeHint({}, m_proxy->index(row, 0));
        high += size.height();
        wide = std::max(wide, size.width());
    }
    if (m_search)
        high += m_search->sizeHint().height() + 12;
    const QRect screen = button.screen()->availableGeometry();
    wide = std::min(wide, screen.width() - 40);
    resize(wide, std::min(high, maxListHeight));
    QPoint place = button.mapToGlobal(QPoint(0, button.height() + 2));
    place.setX(std::min(place.x(), screen.right() - wide - 8));
    if (place.y() + height() > screen.bottom())
        place.setY(std::max(screen.top(), screen.bottom() - height()));
    move(place);
    m_list->setCurrentIndex(
        m_proxy->mapFromSource(m_proxy->sourceModel()->index(std::max(0, currentRow), 0)));
    show();
    (m_search ? static_cast<QWidget *>(m_search) : m_list)->setFocus();
}

void PickerPopup::pick(const QModelIndex &proxyIndex)
{
    if (!proxyIndex.isValid())
        return;
    const int row = m_proxy->mapToSource(proxyIndex).row();
    close();
    Q_EMIT picked(row);
}

bool PickerPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        pick(m_list->currentIndex());
        return true;
    }
    if (watched == m_search && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        const int step = key->key() == Qt::Key_Up ? -1 : 1;
        const int row = std::clamp(m_list->currentIndex().row() + step, 0, m_proxy->rowCount() - 1);
        m_list->setCurrentIndex(m_proxy->index(row, 0));
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void PickerPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 0,
                      theme().color(Token::Panel), theme().color(Token::Ctl));
}

} // namespace racewalk::desktop
