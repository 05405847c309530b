// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QPointer>
#include <QStandardPaths>
#include <QUuid>

#include "desktop/session/autosave.h"

#include "desktop/session/background_job.h"
#include "desktop/session/saved_session.h"
#include "desktop/session/session.h"

namespace racewalk::desktop {
namespace {

const QString runningPrefix = QStringLiteral("running-");
const QString lockSuffix = QStringLiteral(".lock");

QString pathOf(const QString &folder, const QString &name)
{
    return QDir(folder).filePath(name + QLatin1Char('.') + sessionSuffix);
}

std::unique_ptr<QLockFile> lockOf(const QString &file)
{
    auto lock = std::make_unique<QLockFile>(file + lockSuffix);
    lock->setStaleLockTime(0); // only the end of its program makes it stale
    return lock;
}

} // namespace

QString Autosave::usualFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
           QLatin1String("/sessions");
}

Autosave::Autosave(Session &session, const QString &folder, QObject *parent)
    : QObject(parent), m_session(session), m_folder(folder)
{
    QDir().mkpath(folder);
    const QString number = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_path = pathOf(folder, runningPrefix + number);
    m_lock = lockOf(m_path);
    m_lock->tryLock(0);
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::start);
    const auto soon = [this] {
        if (!m_timer.isActive())
            m_timer.start();
    };
    connect(&session, &Session::runChanged, this, soon);
    connect(&session, &Session::walksChanged, this, soon);
    connect(&session, &Session::variantChanged, this, soon);
}

Autosave::~Autosave()
{
    flush();
    const QString last = pathOf(m_folder, QStringLiteral("last"));
    if (!m_session.hasWalked()) {
        QFile::remove(m_path);
    } else if (QFile::exists(m_path)) {
        QFile::remove(last);
        QFile::rename(m_path, last);
    }
}

void Autosave::start()
{
    if (!m_session.hasWalked())
        return;
    startJob(
        m_pool, QPointer<Autosave>(this), {},
        [path = m_path, document = m_session.document()] { return writeSession(path, document); },
        [](Autosave &self, const std::expected<QString, QString> &result) {
            const QString failure = result ? *result : result.error();
            if (failure.isEmpty() || self.m_hasFailed)
                return;
            self.m_hasFailed = true;
            Q_EMIT self.failed(failure);
        });
}

void Autosave::flush()
{
    const bool isDue = m_timer.isActive();
    m_timer.stop();
    m_pool.waitForDone();
    if (isDue && m_session.hasWalked())
        writeSession(m_path, m_session.document());
}

QStringList Autosave::cutOff(const QString &folder)
{
    QStringList found;
    const QFileInfoList files = QDir(folder).entryInfoList(
        {runningPrefix + QLatin1String("*.") + sessionSuffix}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files)
        if (const auto lock = lockOf(file.filePath()); lock->tryLock(0))
            found << file.filePath();
    return found;
}

QString Autosave::last(const QString &folder)
{
    const QString path = pathOf(folder, QStringLiteral("last"));
    return QFile::exists(path) ? path : QString();
}

void Autosave::adopt(const QString &file)
{
    QFile::rename(file, m_path);
    QFile::remove(file + lockSuffix);
    m_timer.start();
}

} // namespace racewalk::desktop
