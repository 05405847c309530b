// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

#include "desktop/views/dialogs/file_dialog.h"

#include "desktop/base/settings.h"

namespace racewalk::desktop {
namespace {

QString firstFolder(const FileQuestion &question)
{
    const QString last = settings::lastFolder(question.name);
    if (!last.isEmpty() && QFileInfo(last).isDir())
        return last;
    // What comes with the program may lie where nobody can write.
    if (!question.folder.isEmpty() &&
        (!question.isSaving || QFileInfo(question.folder).isWritable()))
        return question.folder;
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

QFileDialog *newFileDialog(const FileQuestion &question, const Appearance &appearance,
                           QWidget *window)
{
    auto *dialog = new QFileDialog(window, question.title);
    dialog->setObjectName(question.name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog); // which has its own colours
    dialog->setPalette(appearance.theme().palette());
    dialog->resize(QSize(760, 480) * appearance.textSize());
    dialog->setDirectory(firstFolder(question));
    dialog->setNameFilters(question.filters);
    dialog->setAcceptMode(question.isSaving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(question.isSaving ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    if (question.isSaving) {
        dialog->setDefaultSuffix(question.suffix);
        dialog->selectFile(question.file);
    }
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [name = question.name](const QString &path) {
                         settings::setLastFolder(name, QFileInfo(path).absolutePath());
                     });
    return dialog;
}

} // namespace racewalk::desktop
