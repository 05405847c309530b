// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "desktop/views/tours/record_dialog.h"

#include "desktop/session/recording.h"
#include "desktop/session/session.h"
#include "desktop/views/controls/flat_button.h"

namespace racewalk::desktop {
namespace {

constexpr QSize usualSize{820, 460}, leastSize{560, 340};
constexpr int side = 16, gap = 10;

} // namespace

RecordDialog::RecordDialog(Session &session, const Appearance &appearance, QWidget *window)
    : Panel(appearance, QStringLiteral("recordDialog"), tr("Record a tour"), window),
      m_session(session), m_heading(new QLabel(windowTitle(), this)),
      m_label(new QLabel(tr("Title"), this)), m_check(new QLabel(this)),
      m_title(new QLineEdit(this)), m_text(new QPlainTextEdit(this))
{
    using Look = FlatButton::Look;
    m_cancel = new FlatButton(appearance, {}, tr("Cancel"), tr("Esc"), Look::Outlined, this);
    m_copy = new FlatButton(appearance, "copy", tr("Copy"), {}, Look::Outlined, this);
    m_copy->setObjectName(QStringLiteral("recordCopy"));
    m_add = new FlatButton(appearance, "save",
                           tr("Add to %1").arg(QFileInfo(session.path()).fileName()), {},
                           Look::Primary, this);
    m_add->setObjectName(QStringLiteral("recordAdd"));
    m_title->setObjectName(QStringLiteral("recordTitle"));
    m_title->setAccessibleName(m_label->text());
    m_title->setText(QString::fromStdString(session.walks().currentWalk().name));
    m_title->selectAll();
    m_text->setObjectName(QStringLiteral("recordText"));
    m_text->setAccessibleName(tr("The tour"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_check->setObjectName(QStringLiteral("recordCheck"));
    m_check->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(side, side, side, side);
    column->setSpacing(gap);
    auto *titles = new QHBoxLayout;
    titles->addWidget(m_label);
    titles->addWidget(m_title, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_check, 1);
    for (FlatButton *button : {m_cancel, m_copy, m_add})
        buttons->addWidget(button);
    column->addWidget(m_heading);
    column->addLayout(titles);
    column->addWidget(m_text, 1);
    column->addLayout(buttons);
    connect(m_title, &QLineEdit::textChanged, this, &RecordDialog::make);
    connect(m_cancel, &FlatButton::clicked, this, &QDialog::reject);
    connect(m_copy, &FlatButton::clicked, this, &RecordDialog::copy);
    connect(m_add, &FlatButton::clicked, this, &RecordDialog::add);
    applyTheme();
    place(usualSize, leastSize);
    make();
    m_title->setFocus();
}

void RecordDialog::applyTheme()
{
    m_heading->setFont(theme().font(FontRole::CardTitle));
    m_label->setFont(theme().font(FontRole::Body));
    m_title->setFont(theme().font(FontRole::Body));
    m_check->setFont(theme().font(FontRole::Secondary));
    m_text->setFont(theme().font(FontRole::Code));
}

void RecordDialog::make()
{
    const auto tour = recordedTour(m_session, m_title->text());
    m_text->setPlainText(tour ? *tour : QString());
    m_copy->setEnabled(tour.has_value());
    m_add->setEnabled(tour && canAddTour(m_session));
    m_check->setText(!tour ? tour.error()
                     : canAddTour(m_session)
                         ? tr("Checked: the tour can be replayed to its end.")
                         : tr("Checked: the tour can be replayed to its end. The scenario comes "
                              "with the program: copy the tour into a file of your own."));
}

void RecordDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
    m_session.setMessage({Message::Kind::Info, tr("Copied the tour."), {}, Message::Action::None});
    accept();
}

void RecordDialog::add()
{
    if (const QString failure = addTour(m_session, m_text->toPlainText()); !failure.isEmpty()) {
        m_check->setText(failure);
        return;
    }
    Q_EMIT added();
    accept();
}

} // namespace racewalk::desktop
