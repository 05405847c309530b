// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/pdf_finish.h"

#include "export/svg/xml_text.h"

#include <fmt/format.h>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <exception>
#include <set>
#include <span>

namespace racewalk::drawing {
namespace {

QPDFObjectHandle newName(const std::string &text)
{
    return QPDFObjectHandle::newName(text);
}

QPDFObjectHandle unicode(const std::string &text)
{
    return QPDFObjectHandle::newUnicodeString(text);
}

class Outline {
public:
    explicit Outline(QPDF &document)
        : m_document(document), m_pages(QPDFPageDocumentHelper(document).getAllPages())
    {}

    QPDFObjectHandle of(const std::vector<PdfBookmark> &bookmarks)
    {
        QPDFObjectHandle root = newDictionary();
        root.replaceKey("/Type", newName("/Outlines"));
        addItems(root, bookmarks);
        return root;
    }

private:
    QPDFObjectHandle newDictionary()
    {
        return m_document.makeIndirectObject(QPDFObjectHandle::newDictionary());
    }

    /// Returns how many there are with those within.
    std::size_t addItems(QPDFObjectHandle parent, std::span<const PdfBookmark> bookmarks)
    {
        std::size_t count = bookmarks.size();
        std::vector<QPDFObjectHandle> items;
        for (const PdfBookmark &bookmark : bookmarks) {
            QPDFObjectHandle item = newDictionary();
            item.replaceKey("/Title", unicode(bookmark.title));
            item.replaceKey("/Parent", parent);
            item.replaceKey("/Dest", destination(bookmark));
            if (!items.empty()) {
                item.replaceKey("/Prev", items.back());
                items.back().replaceKey("/Next", item);
            }
            count += addItems(item, bookmark.calls);
            items.push_back(item);
        }
        if (items.empty())
            return 0;
        parent.replaceKey("/First", items.front());
        parent.replaceKey("/Last", items.back());
        parent.replaceKey("/Count", QPDFObjectHandle::newInteger(static_cast<long long>(count)));
        return count;
    }

    QPDFObjectHandle destination(const PdfBookmark &bookmark)
    {
        return QPDFObjectHandle::newArray({m_pages.at(bookmark.page).getObjectHandle(),
                                           newName("/XYZ"), QPDFObjectHandle::newNull(),
                                           QPDFObjectHandle::newReal(bookmark.y, 2),
                                           QPDFObjectHandle::newNull()});
    }

    QPDF &m_document;
    std::vector<QPDFPageObjectHelper> m_pages;
};

/// In a line of its own and without entities, so that provenanceIn() finds it in the file.
std::string commandInXml(std::string command)
{
    std::ranges::replace_if(
        command, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    for (std::size_t at = 0; (at = command.find("]]>", at)) != std::string::npos; at += 3)
        command.insert(at + 2, "]]><![CDATA[");
    return "<![CDATA[\n" + command + "\n]]>";
}

std::string metadataText(const PdfFacts &facts)
{
    constexpr std::string_view format =
        R"(<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>
<dc:source>{}</dc:source>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>)";
    return fmt::format(format, xmlText(facts.title), xmlText(facts.description),
                       commandInXml(facts.replay));
}

/// QPdfWriter names subsets by numbers that come out of a QHash and differ from day to day, and
/// only in one of the three places.
void nameSubsets(QPDF &document)
{
    std::set<QPDFObjGen> named;
    for (QPDFPageObjectHelper &page : QPDFPageDocumentHelper(document).getAllPages()) {
        QPDFObjectHandle fonts = page.getAttribute("/Resources", false).getKey("/Font");
        for (const std::string &key : fonts.getKeys()) {
            QPDFObjectHandle font = fonts.getKey(key);
            if (font.getKey("/Subtype").getName() != "/Type0" ||
                !named.insert(font.getObjGen()).second)
                continue;
            QPDFObjectHandle descendant = font.getKey("/DescendantFonts").getArrayItem(0);
            const char letter = static_cast<char>('A' + (named.size() - 1) % 26);
            const std::string subset =
                std::string("/AAAAA") + letter + '+' + font.getKey("/BaseFont").getName().substr(1);
            font.replaceKey("/BaseFont", newName(subset));
            descendant.replaceKey("/BaseFont", newName(subset));
            descendant.getKey("/FontDescriptor").replaceKey("/FontName", newName(subset));
        }
    }
}

void addFacts(QPDF &document, const PdfFacts &facts)
{
    QPDFObjectHandle info = QPDFObjectHandle::newDictionary();
    info.replaceKey("/Title", unicode(facts.title));
    info.replaceKey("/Subject", unicode(facts.description));
    info.replaceKey("/Keywords", unicode(facts.replay));
    info.replaceKey("/Creator", unicode("Racewalk"));
    document.getTrailer().replaceKey("/Info", document.makeIndirectObject(info));
    document.getTrailer().removeKey("/ID"); // random; QPDFWriter derives one from the bytes

    QPDFObjectHandle metadata = document.newStream(metadataText(facts));
    metadata.getDict().replaceKey("/Type", newName("/Metadata"));
    metadata.getDict().replaceKey("/Subtype", newName("/XML"));
    QPDFObjectHandle root = document.getRoot();
    root.replaceKey("/Metadata", metadata);

    QPDFObjectHandle preferences = QPDFObjectHandle::newDictionary();
    preferences.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
    root.replaceKey("/ViewerPreferences", preferences);
    root.replaceKey("/Lang", unicode("en"));
    if (!facts.bookmarks.empty()) {
        root.replaceKey("/Outlines", Outline(document).of(facts.bookmarks));
        root.replaceKey("/PageMode", newName("/UseOutlines"));
    }
}

} // namespace

std::expected<std::string, std::string> finishedPdf(std::string_view pdf, const PdfFacts &facts)
{
    try {
        QPDF document;
        document.processMemoryFile("pdf", pdf.data(), pdf.size());
        nameSubsets(document);
        addFacts(document, facts);
        QPDFWriter writer(document);
        writer.setOutputMemory();
        writer.setObjectStreamMode(qpdf_o_disable); // their order is that of the numbers that vary
        writer.setDeterministicID(true);
        writer.write();
        const auto bytes = writer.getBufferSharedPointer();
        return std::string(reinterpret_cast<const char *>(bytes->getBuffer()), bytes->getSize());
    } catch (const std::exception &error) {
        return std::unexpected(std::string("the PDF file could not be finished: ") + error.what());
    }
}

} // namespace racewalk::drawing
