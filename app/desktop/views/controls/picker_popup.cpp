// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include "desktop/views/controls/picker_popup.h"

#include "desktop/models/list_roles.h"
#include "desktop/views/controls/picker_delegate.h"
#include "drawing/icons.h"
#include "drawing/parts.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr int leastHeight = 240;
constexpr int mostWidth = 620; ///< lines that say more are cut

/// Every word that is searched for must occur, in any order.
class SearchProxy final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString &text)
    {
        m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        QString text;
        for (const int role :
             {int(Qt::DisplayRole), int(DetailRole), int(LineRole), int(SectionRole)})
            text += index.data(role).toString() + QLatin1Char('\n');
        return std::ranges::all_of(m_words, [&text](const QString &word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
    }

private:
    QStringList m_words;
};

/// How many rows a key in the search field moves in the list.
int rowsFor(int key)
{
    constexpr int page = 8;
    switch (key) {
    case Qt::Key_Up:
        return -1;
    case Qt::Key_Down:
        return 1;
    case Qt::Key_PageUp:
        return -page;
    case Qt::Key_PageDown:
        return page;
    default:
        return 0;
    }
}

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
        colorClearIcon();
        auto *row = new QHBoxLayout;
        row->setContentsMargins(7, 4, 7, 0);
        row->addWidget(m_search);
        layout->addLayout(row);
        connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
            static_cast<SearchProxy *>(m_proxy)->setWords(text);
            // Rows that begin a section are higher: which those are has changed.
            m_list->doItemsLayout();
            m_list->setCurrentIndex(m_proxy->index(0, 0));
            m_list->scrollToTop();
            resize(width(), std::min(heightOfRows(), m_mostHeight));
        });
    }
    m_list->setObjectName(QStringLiteral("pickerList"));
    m_list->setAccessibleName(parent->accessibleName());
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setModel(m_proxy);
    m_list->setItemDelegate(new PickerDelegate(appearance, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->installEventFilter(this);
    layout->addWidget(m_list);
    connect(m_list, &QListView::clicked, this, &PickerPopup::pick);
}

/// The system's icon is dark in any theme.
void PickerPopup::colorClearIcon()
{
    const int size = scaled(16);
    QPixmap pixmap(QSize(size, size) * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing::paintIcon(painter, "cross", QRectF(0, 0, size, size), theme().color(Token::Text2),
                       theme());
    painter.end();
    for (auto *action : m_search->findChildren<QAction *>())
        action->setIcon(pixmap);
}

int PickerPopup::heightOfRows() const
{
    int high = 12;
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        high += m_list->itemDelegate()->sizeHint({}, m_proxy->index(row, 0)).height();
    return high + (m_search ? m_search->sizeHint().height() + 12 : 0);
}

void PickerPopup::openBelow(const QWidget &button, int currentRow)
{
    int wide = button.width();
    const auto *delegate = static_cast<const PickerDelegate *>(m_list->itemDelegate());
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        wide = std::max(wide, delegate->naturalWidth(m_proxy->index(row, 0)));
    const QRect screen = button.screen()->availableGeometry();
    QPoint place = button.mapToGlobal(QPoint(0, button.height() + 2));
    const QPoint end = button.window()->mapToGlobal(button.window()->rect().bottomRight());
    wide = std::max(button.width(), std::min({wide, scaled(mostWidth), screen.width() - 40}));
    // As long as the window, so that it covers nothing else.
    m_mostHeight = std::max(leastHeight, end.y() - place.y() - 8);
    resize(wide, std::min(heightOfRows(), m_mostHeight));
    place.setX(std::min(place.x(), screen.right() - wide - 8));
    if (place.y() + height() > screen.bottom())
        place.setY(std::max(screen.top(), screen.bottom() - height()));
    move(place);
    show();
    const QModelIndex current =
        m_proxy->mapFromSource(m_proxy->sourceModel()->index(std::max(0, currentRow), 0));
    m_list->setCurrentIndex(current);
    m_list->scrollTo(current, QAbstractItemView::PositionAtCenter);
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
    if (const int rows = rowsFor(key->key()); watched == m_search && rows != 0) {
        const int last = m_proxy->rowCount() - 1;
        const int row = std::clamp(m_list->currentIndex().row() + rows, 0, std::max(0, last));
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
