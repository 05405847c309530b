// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/models/outcomes/outcomes_model.h"
#include "desktop/models/outcomes/variant_matrix.h"
#include "desktop/search/coverage_search.h"
#include "desktop/views/controls/pane_view.h"
#include "desktop/views/controls/themed.h"

#include <memory>
#include <vector>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace racewalk::desktop {

class EndingsTable;
class FlatButton;
class OutcomesTitle;
class ProgressLine;
class SearchBar;
class VariantsTable;

/// How the current variant can end, how each variant ends under each memory model, and what is
/// known of the selected ending and of the lines of code. While it is shown, every memory model is
/// searched.
class OutcomesView final : public Themed<QWidget>, public PaneView {
    Q_OBJECT

public:
    OutcomesView(Session &session, const Appearance &appearance, QWidget *parent);

    QWidget &widget() override { return *this; }
    QList<QWidget *> tabOrder() override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void createContent();
    QLabel *addText(QVBoxLayout &column, const char *name, bool isTitle);
    void connectSession();
    void refresh();
    void refreshVariants();
    void refreshDetails();
    void refreshLines();
    void findUnreached();
    void followSelection();
    void arrange();
    void replay(int row);
    void select(int row);
    /// The row that is selected, otherwise the first; -1 if there is none.
    int detailedRow() const;
    QString certificateOf(int row);

    Session &m_session;
    OutcomesModel m_model;
    VariantMatrix m_matrix;
    CoverageSearch m_coverage;
    SearchBar *m_bar;
    OutcomesTitle *m_title;
    EndingsTable *m_table;
    QScrollArea *m_scroll;
    VariantsTable *m_variants;
    FlatButton *m_stop;
    FlatButton *m_lines;
    FlatButton *m_allLines; ///< shows all load-bearing lines, or the first ones again
    bool m_showsAllLines = false;
    ProgressLine *m_linesProgress;
    QLabel *m_note = nullptr;
    QWidget *m_gap = nullptr; ///< a line between the endings and the variants
    QLabel *m_variantsTitle = nullptr;
    QLabel *m_certificateTitle = nullptr, *m_certificate = nullptr;
    QLabel *m_unreachedTitle = nullptr, *m_unreached = nullptr;
    QLabel *m_linesTitle = nullptr, *m_linesText = nullptr;
    struct {
        std::shared_ptr<const Machine> machine;
        std::vector<Step> steps;
        QString text;
    } m_certified;      ///< the last certificate
    QString m_selected; ///< name and details of the selected ending
};

} // namespace racewalk::desktop
