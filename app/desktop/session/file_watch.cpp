// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFileInfo>

#include "desktop/session/file_watch.h"

#include "desktop/document/saved_session.h"
#include "desktop/session/session.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

constexpr int settledAfter = 200; // milliseconds

/// What was open, with another text.
std::expected<Document, OpenError> withText(Document document, Document &&read)
{
    const std::string variant = document.variants[document.variant];
    const auto same = std::ranges::find(read.variants, variant);
    if (same == read.variants.end()) {
        read.view = document.view;
        return std::move(read);
    }
    for (auto &[name, value] : read.parameters) {
        const auto old =
            std::ranges::find(document.parameters, name, &ParameterValues::value_type::first);
        const auto &all = read.walks.machine()->program().scenario.parameters;
        const auto declared = std::ranges::find(all, name, &Parameter::name);
        if (old != document.parameters.end() && declared != all.end())
            value = std::clamp(old->second, declared->low, declared->high);
    }
    auto machine = machineFor(read.source, variant, read.parameters,
                              document.walks.machine()->program().memory);
    if (!machine)
        return std::unexpected(machine.error());
    document.source = read.source;
    document.variant = static_cast<std::size_t>(same - read.variants.begin());
    document.variants = std::move(read.variants);
    document.parameters = std::move(read.parameters);
    document.walks.setMachine(*std::move(machine));
    return document;
}

} // namespace

FileWatch::FileWatch(Session &session) : QObject(&session), m_session(session)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(settledAfter);
    connect(&m_delay, &QTimer::timeout, this, &FileWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_delay,
            qOverload<>(&QTimer::start));
    connect(&session, &Session::scenarioChanged, this, &FileWatch::watch);
    if (session.isOpen())
        watch();
}

void FileWatch::watch()
{
    const QFileInfo file(m_session.path());
    QStringList wanted;
    if (file.exists())
        wanted << file.absoluteFilePath();
    // Editors that write a new file in the place of the old one are seen in the folder only.
    if (file.dir().exists())
        wanted << file.absolutePath();
    const QStringList now = m_watcher.files() + m_watcher.directories();
    for (const QString &path : now)
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    for (const QString &path : std::as_const(wanted))
        if (!now.contains(path))
            m_watcher.addPath(path);
}

void FileWatch::look()
{
    watch();
    if (!QFileInfo::exists(m_session.path()))
        return; // nothing to read; what is open stays
    const auto source = readScenario(m_session.path());
    if (!source || (*source)->text() == m_session.document().source->text())
        return;
    m_session.setMessage({Message::Kind::Info,
                          tr("%1 has changed on disk.").arg(QFileInfo(m_session.path()).fileName()),
                          {},
                          Message::Action::Reload});
}

void FileWatch::reload()
{
    auto read = scenarioDocument(m_session.path());
    auto document =
        read ? withText(m_session.document(), *std::move(read)) : std::unexpected(read.error());
    if (document)
        m_session.show(*std::move(document));
    else
        m_session.setMessage({Message::Kind::Error, document.error().sentence,
                              document.error().details, Message::Action::Reload});
}

} // namespace racewalk::desktop
