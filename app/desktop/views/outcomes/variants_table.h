// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include "desktop/models/outcomes/variant_matrix.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class TableHeader;

/// Every variant under every memory model. As high as its rows; it does not scroll.
class VariantsTable final : public Themed<QTableView> {
    Q_OBJECT

public:
    VariantsTable(VariantMatrix &model, const Appearance &appearance, QWidget *parent);

    static constexpr int rowHeight = 52;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {scaled(200), sizeHint().height()}; }
    void keyboardSearch(const QString &) override {}

Q_SIGNALS:
    void subjectChosen(racewalk::desktop::SearchSubject subject);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
    void applyTheme() override { arrange(); }

private:
    class Delegate;

    void arrange();

    VariantMatrix &m_matrix;
    TableHeader *m_header;
};

} // namespace racewalk::desktop
